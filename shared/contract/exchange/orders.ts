/** Orders at the exchange: placed by the township, joined to a study by accession number or by hand. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { memberIdSchema, orderIdSchema, siteIdSchema } from '../../study/ids.ts';
import { orderFormSchema, orderSchema, supplementSchema } from '../../study/order.ts';
import { commandIdSchema, resultOf } from '../result-schema.ts';

export const ordersContract = {
  /** Idempotent by commandId. The site is that of the caller. */
  place: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        /** Chosen by the station, so that an order written offline has its id already. */
        orderId: orderIdSchema,
        form: orderFormSchema,
        emergencyDirect: z.boolean().default(false),
        placedBy: memberIdSchema.nullable(),
      }),
    )
    .output(resultOf(orderSchema)),
  /** What an emergency left to follow; only what was missing is taken. Fails with nothing-to-follow when nothing was. */
  supplement: oc
    .input(
      z.object({
        commandId: commandIdSchema,
        orderId: orderIdSchema,
        memberId: memberIdSchema,
        ...supplementSchema.shape,
      }),
    )
    .output(resultOf(orderSchema)),
  list: oc
    .input(z.object({ siteId: siteIdSchema.nullable(), unjoinedOnly: z.boolean().default(false) }))
    .output(resultOf(z.array(orderSchema))),
};
