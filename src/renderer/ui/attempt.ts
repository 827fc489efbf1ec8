/**
 * What a form does with a call that may answer what is wrong, and may fail: a failure is answered with this sentence, so that the
 * form says it and its button works again. Null: it is done.
 */
export async function attempt(
  work: () => Promise<string | null>,
  whenItFails: string,
): Promise<string | null> {
  try {
    return await work()
  } catch (error) {
    // For developers; the person reads the sentence.
    console.warn(error)
    return whenItFails
  }
}
