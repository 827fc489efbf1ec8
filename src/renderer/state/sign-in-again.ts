import { create } from 'zustand'

/** Whether the dialog is open in which who works here signs in again, because their sign-in has ended. */
export const useSignInAgain = create<{ readonly isOpen: boolean }>(() => ({ isOpen: false }))

export const openSignInAgain = (): void => useSignInAgain.setState({ isOpen: true })
export const closeSignInAgain = (): void => useSignInAgain.setState({ isOpen: false })
