/** Whether statements are held back until the reader has committed himself; what is critical never is. */
import { createContext } from 'react';

export const MaskedStatements = createContext(false);
