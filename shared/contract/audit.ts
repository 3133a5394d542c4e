/** The audit as its auditor sees it through a station: searched, proved and taken out, in the person's own name. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { auditAnchorSchema, auditContract as exchangeAudit } from './exchange/audit.ts';
import { resultOf } from './result-schema.ts';

export const auditContract = {
  search: exchangeAudit.search,
  status: exchangeAudit.status,
  prove: exchangeAudit.prove,
  exportFile: exchangeAudit.exportFile,
  anchor: oc
    .input(z.object({ reason: z.string().trim().min(1).max(200) }))
    .output(resultOf(auditAnchorSchema)),
};
