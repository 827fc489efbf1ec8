/** As many pictures of one mail are loaded. */
export const pictureLimit = 40
