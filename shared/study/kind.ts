/** The two kinds of examination the promise knows, and how urgent an order is. */
import { z } from 'zod';

/** What a task is: the kinds that have a clock and a right. */
export const kindSchema = z.enum(['imaging', 'ecg']);
export type Kind = z.infer<typeof kindSchema>;

/** What an arrival is recognised as; only imaging and ecg open tasks by themselves. */
export const arrivalKindSchema = z.enum(['imaging', 'ecg', 'document', 'other']);
export type ArrivalKind = z.infer<typeof arrivalKindSchema>;

/** 普通 / 急诊 / 胸痛 / 卒中 / 创伤, in lane order from the calmest. */
export const urgencySchema = z.enum(['routine', 'emergency', 'chest-pain', 'stroke', 'trauma']);
export type Urgency = z.infer<typeof urgencySchema>;

export const sexSchema = z.enum(['M', 'F', 'O', 'U']);
export type Sex = z.infer<typeof sexSchema>;
