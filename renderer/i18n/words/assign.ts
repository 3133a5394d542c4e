/** Words of assignment: reserve, next, the second group. */
import { bilingual } from '../bilingual.ts';

export const assignWords = bilingual(
  {
    'assign.next': '下一例',
    'assign.signNext': '签名并下一例',
    'assign.reserved': '{{name}} 预留',
    'assign.assigned': '派给 {{name}}',
    'assign.reservedUntil': '预留还剩 {{time}}',
    'assign.note': '已由 {{name}} 预留',
    'assign.group': '转二组',
    'assign.key': '预留所选检查 / 取消预留',
  },
  {
    'assign.next': 'Next',
    'assign.signNext': 'Sign, then next',
    'assign.reserved': 'Reserved by {{name}}',
    'assign.assigned': 'Assigned to {{name}}',
    'assign.reservedUntil': 'Reserved for another {{time}}',
    'assign.note': 'Reserved by {{name}}',
    'assign.group': 'Second group',
    'assign.key': 'Reserve the selected task, or let go of it',
  },
);
