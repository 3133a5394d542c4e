/** Branded ids, so that one kind of id cannot be passed where another is meant. All are opaque text. */
import { z } from 'zod';

export const taskIdSchema = z.string().min(1).max(64).brand<'TaskId'>();
export const orderIdSchema = z.string().min(1).max(64).brand<'OrderId'>();
export const depositIdSchema = z.string().min(1).max(64).brand<'DepositId'>();
export const memberIdSchema = z.string().min(1).max(64).brand<'MemberId'>();
export const patientIdSchema = z.string().min(1).max(64).brand<'PatientId'>();
export const siteIdSchema = z.string().min(1).max(64).brand<'SiteId'>();
export const reportIdSchema = z.string().min(1).max(64).brand<'ReportId'>();
/** Lower-case hexadecimal SHA-256 of the exact bytes. */
export const sha256Schema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Sha256'>();
/** DICOM UID (PS3.5 section 9): digits and dots, at most 64 characters. */
export const uidSchema = z.string().regex(/^[0-9.]{1,64}$/);
/** Milliseconds since 1970 in exchange time, the only time that clocks are judged by. */
export const instantSchema = z.number().int().nonnegative();

export type TaskId = z.infer<typeof taskIdSchema>;
export type OrderId = z.infer<typeof orderIdSchema>;
export type DepositId = z.infer<typeof depositIdSchema>;
export type MemberId = z.infer<typeof memberIdSchema>;
export type PatientId = z.infer<typeof patientIdSchema>;
export type SiteId = z.infer<typeof siteIdSchema>;
export type ReportId = z.infer<typeof reportIdSchema>;
export type Sha256 = z.infer<typeof sha256Schema>;
