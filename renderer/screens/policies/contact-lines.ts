/** People to call as a person types them: one a line, the name, a space, the number. */
import { type Contact, contactSchema } from '#shared/study/escalation.ts';

export function contactLines(contacts: readonly Contact[]): string {
  return contacts.map(({ name, phone }) => `${name} ${phone}`.trim()).join('\n');
}

/** Null where a line is no contact: a number without a name, a name of more than 40 letters, more than ten lines. */
export function readContacts(text: string): Contact[] | null {
  const contacts: Contact[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const [, name = line, phone = ''] = /^(.*?)\s+([\d+()\s-]*)$/.exec(line) ?? [];
    const contact = contactSchema.safeParse({ name, phone });
    if (!contact.success || /^[\d+()\s-]+$/.test(name)) return null;
    contacts.push(contact.data);
  }
  return contacts.length > 10 ? null : contacts;
}
