/** What a doctor made of the critical findings of the recording that is shown; null while nobody has judged them. */
import { createContext } from 'react';

export type ShownVerdict = 'confirmed' | 'rejected' | null;

export const CriticalVerdictShown = createContext<ShownVerdict>(null);
