import { expect, it } from 'vitest';
import { contactLines, readContacts } from '../../../../renderer/screens/policies/contact-lines.ts';

it('reads people to call a line each, and writes them the same way', () => {
  const contacts = [
    { name: '王主任', phone: '0728-8801 2' },
    { name: 'Dr Li Ming', phone: '+86 138 0000 0000' },
    { name: '值班室', phone: '' },
  ];
  expect(readContacts(' 王主任  0728-8801 2\n\nDr Li Ming +86 138 0000 0000\n值班室\n')).toEqual(contacts);
  expect(readContacts(contactLines(contacts))).toEqual(contacts);
  expect(readContacts('')).toEqual([]);
});

it('takes no number without a name, no name without end, and no eleventh', () => {
  expect(readContacts('13800000000')).toBeNull();
  expect(readContacts('王'.repeat(41))).toBeNull();
  expect(readContacts(Array.from({ length: 11 }, (_, at) => `医师${at} 1`).join('\n'))).toBeNull();
});
