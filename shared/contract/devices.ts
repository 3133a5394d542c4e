/** Devices at a station: who may push and ask, who was turned away, tokens for DICOMweb, and nodes that studies go on to. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { deviceCharacterSets } from '../formats/dicom/encode-text.ts';
import { dicomNodeSchema } from '../study/dicom-node.ts';
import { instantSchema } from '../study/ids.ts';
import { doneSchema, failureSchema, resultOf } from './result-schema.ts';

export const knownDeviceSchema = z.object({
  aet: z.string().min(1).max(16),
  /** Remote address; '' is any. */
  host: z.string().max(64),
  name: z.string().max(64),
  characterSet: z.enum(deviceCharacterSets),
  /** ms; null: by modality. */
  quietMs: z.number().int().min(0).max(3_600_000).nullable(),
  mayStore: z.boolean(),
  mayQuery: z.boolean(),
  /** Where the device itself listens, for results of storage commitment; 0: it does not. */
  listenPort: z.number().int().min(0).max(65535),
  addedAt: instantSchema,
});
export type ListedDevice = z.infer<typeof knownDeviceSchema>;

export const rejectedDeviceSchema = z.object({
  callingAet: z.string(),
  calledAet: z.string(),
  address: z.string(),
  failure: failureSchema,
  firstAt: instantSchema,
  lastAt: instantSchema,
  count: z.number().int(),
});
export type ListedRejection = z.infer<typeof rejectedDeviceSchema>;

export const deviceTokenSchema = z.object({
  tokenId: z.string(),
  name: z.string(),
  createdAt: instantSchema,
  lastUsedAt: instantSchema.nullable(),
  revokedAt: instantSchema.nullable(),
});

export const forwardNodeSchema = dicomNodeSchema.extend({
  nodeId: z.string(),
  name: z.string().min(1).max(64),
});
export type ForwardNode = z.infer<typeof forwardNodeSchema>;

export const forwardSchema = z.object({
  forwardId: z.string(),
  studyInstanceUid: z.string(),
  /** AE@HOST:PORT. */
  to: z.string(),
  requestedAt: instantSchema,
  endedAt: instantSchema.nullable(),
  attempts: z.number().int(),
  nextAttemptAt: instantSchema.nullable(),
  trouble: failureSchema.nullable(),
  sent: z.number().int(),
  of: z.number().int(),
  failed: z.array(z.object({ sopInstanceUid: z.string(), failure: failureSchema })),
});
export type ListedForward = z.infer<typeof forwardSchema>;

export const devicesContract = {
  list: oc.output(
    resultOf(
      z.object({
        devices: z.array(knownDeviceSchema),
        rejected: z.array(rejectedDeviceSchema),
        tokens: z.array(deviceTokenSchema),
        nodes: z.array(forwardNodeSchema),
        /** Every device is let in, whoever it says it is. */
        admitsAny: z.boolean(),
        /** False: see the lists, and ask an administrator. */
        mayChange: z.boolean(),
      }),
    ),
  ),
  keep: oc.input(knownDeviceSchema.omit({ addedAt: true })).output(resultOf(doneSchema)),
  remove: oc.input(z.object({ aet: z.string(), host: z.string() })).output(resultOf(doneSchema)),
  /** Puts a refused device aside; it comes back when it knocks again. */
  dismiss: oc.input(z.object({ callingAet: z.string(), address: z.string() })).output(resultOf(doneSchema)),
  /** The token is shown this one time. */
  makeToken: oc
    .input(z.object({ name: z.string().trim().min(1).max(64) }))
    .output(resultOf(z.object({ tokenId: z.string(), token: z.string() }))),
  revokeToken: oc.input(z.object({ tokenId: z.string() })).output(resultOf(doneSchema)),
  keepNode: oc.input(forwardNodeSchema.omit({ nodeId: true })).output(resultOf(doneSchema)),
  removeNode: oc.input(z.object({ nodeId: z.string() })).output(resultOf(doneSchema)),
  /** 转发: sends a study on to a node of the list. */
  forward: oc
    .input(z.object({ studyInstanceUid: z.string(), nodeId: z.string() }))
    .output(resultOf(z.object({ forwardId: z.string() }))),
  forwardAgain: oc.input(z.object({ forwardId: z.string() })).output(resultOf(doneSchema)),
  /** Newest first, of one study or of all. */
  forwards: oc
    .input(z.object({ studyInstanceUid: z.string().nullable() }))
    .output(resultOf(z.array(forwardSchema))),
};
