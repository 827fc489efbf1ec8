/** The form in which plans of alerts are made now. Alone, because the data worker needs it, and none of the channels' schemas. */
export const alertPlanVersion = 2
