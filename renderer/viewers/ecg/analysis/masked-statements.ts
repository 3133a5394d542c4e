/** Whether statements are held back, until the reader has committed himself (`true`) or has the claim; what is critical never is. */
import { createContext } from 'react';

export type Masked = boolean | 'claim';

export const MaskedStatements = createContext<Masked>(false);
