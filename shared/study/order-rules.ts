/**
 * What an order must say before it goes (申请单必填项): what is wrong, since when, what is asked, whom to telephone at the bedside, and that the
 * patient agrees to be read from afar. An emergency goes with the first of it, and the rest follows.
 */
import type { Kind } from './kind.ts';
import type { Consent, OrderForm, Supplement } from './order.ts';

/** The form of this program. An order without a number is of before: it asks for nothing, and nothing is asked of it. */
export const orderFormVersion = 2;

export type OrderField = 'name' | 'complaint' | 'phone' | 'history' | 'question' | 'consent';

export const orderFieldNames: Readonly<Record<OrderField, { readonly zh: string; readonly en: string }>> = {
  name: { zh: '患者姓名', en: 'patient name' },
  complaint: { zh: '主诉', en: 'complaint' },
  phone: { zh: '床旁电话', en: 'bedside phone' },
  history: { zh: '病史', en: 'history' },
  question: { zh: '诊断目的', en: 'question' },
  consent: { zh: '知情同意及告知人', en: 'consent, and who asked for it' },
};

/** Without these nobody could be read, or called. */
const atOnce: readonly OrderField[] = ['name', 'complaint', 'phone'];

/** An ECG without history is read wrongly (2023 consensus on remote ECG, preface); an image without a question is not answered. */
export const requiredFields: Readonly<Record<Kind, readonly OrderField[]>> = {
  ecg: [...atOnce, 'history', 'consent'],
  imaging: [...atOnce, 'history', 'question', 'consent'],
};

type Asked = Pick<OrderForm, 'kind' | 'patient' | 'complaint' | 'phone' | 'history' | 'question'> & {
  readonly consent?: Consent | undefined;
};

/** Required fields that say nothing, in the order of the form. */
export function missingFields(form: Asked): OrderField[] {
  const says: Record<OrderField, string> = {
    name: form.patient.name,
    complaint: form.complaint,
    phone: form.phone,
    history: form.history,
    question: form.question,
    consent: form.consent?.askedBy ?? '',
  };
  return requiredFields[form.kind].filter((field) => says[field].trim() === '');
}

/** For which the order is refused now: an emergency may leave to follow what nobody has time for. */
export function refusedFields(form: Asked & Pick<OrderForm, 'urgency' | 'toFollow'>): OrderField[] {
  const follows = form.toFollow === true && form.urgency !== 'routine';
  return missingFields(form).filter((field) => !follows || atOnce.includes(field));
}

/** What is still to follow of an order that went ahead of it; nothing for an order of before. */
export function followingFields(order: Asked & Pick<OrderForm, 'formVersion'>): OrderField[] {
  return order.formVersion === undefined ? [] : missingFields(order);
}

/** For `order-incomplete`: the fields in both languages. */
export function namesOf(fields: readonly OrderField[]): {
  readonly fields: string;
  readonly 'fields.en': string;
} {
  return {
    fields: fields.map((field) => orderFieldNames[field].zh).join('、'),
    'fields.en': fields.map((field) => orderFieldNames[field].en).join(', '),
  };
}

/** The order with what came after, and which fields that filled: nothing that stands is written over. */
export function supplemented<O extends Asked>(
  order: O,
  given: Supplement,
): { readonly order: O; readonly filled: readonly OrderField[] } {
  const missing = missingFields(order);
  const history = missing.includes('history') ? given.history.trim() : order.history;
  const question = missing.includes('question') ? given.question.trim() : order.question;
  const consent = order.consent ?? given.consent ?? undefined;
  const next = { ...order, history, question, ...(consent === undefined ? {} : { consent }) };
  const left = missingFields(next);
  return { order: next, filled: missing.filter((field) => !left.includes(field)) };
}
