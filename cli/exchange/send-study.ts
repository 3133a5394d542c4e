/** Deposits one study under one order: open, announce, upload, close. */
import { createHash, randomUUID } from 'node:crypto';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { countsDocumentsApart, isBesideImages } from '#shared/study/beside-images.ts';
import type { DepositId, OrderId, Sha256 } from '#shared/study/ids.ts';
import type { OrderForm } from '#shared/study/order.ts';
import type { Task } from '#shared/study/task.ts';
import type { ExchangeAccess } from '../../main/link/exchange-client.ts';
import type { FoundObject } from './gather-studies.ts';
import { uploadObject } from './upload-object.ts';

const announceAtOnce = 200;

/** Answers the task as it then stands. Sending the same study again finds the same deposit and task. */
export async function sendStudy(
  access: ExchangeAccess,
  objects: readonly FoundObject[],
  form: OrderForm,
  firstByteAt: number,
): Promise<Result<Task>> {
  const [first] = objects;
  if (first === undefined) return fail(failure('usage', { detail: 'PATH' }));
  const { client } = access;
  const { study, series } = first.described;
  // Named by study and form: the same command typed again asks for the same order.
  const orderId = `o-${digest(`${study.studyInstanceUid}\n${JSON.stringify(form)}`)}` as OrderId;
  const placed = await client.orders.place({
    commandId: randomUUID(),
    orderId,
    form,
    emergencyDirect: false,
    placedBy: null,
  });
  if (!placed.ok) return placed;
  const kind = study.kind === 'ecg' || study.kind === 'imaging' ? study.kind : form.kind;
  const opened = await client.deposits.open({
    commandId: randomUUID(),
    depositId: `d-${randomUUID()}` as DepositId,
    kind,
    study,
    modality: series.modality || form.modality,
    bodyPart: series.bodyPart,
    orderId,
    firstByteAt,
  });
  if (!opened.ok) return opened;
  const { depositId } = opened.value;
  const sent = await sendObjects(access, depositId, objects);
  if (!sent.ok) return sent;
  const images = objects.filter(
    ({ described }) => !countsDocumentsApart(study) || !isBesideImages(described.instance, described.series),
  );
  const distinct = new Set(images.map((object) => object.sha256)).size;
  const expected = Math.max(1, distinct, opened.value.expected ?? 0);
  const closed = await client.deposits.close({
    commandId: randomUUID(),
    depositId,
    expected,
    imagesOnly: true,
    reason: 'command',
  });
  if (!closed.ok) return closed;
  if (closed.value.taskId === null)
    return fail(failure('study-without-order', { study: study.studyInstanceUid }));
  return client.tasks.get({ taskId: closed.value.taskId });
}

async function sendObjects(
  access: ExchangeAccess,
  depositId: DepositId,
  objects: readonly FoundObject[],
): Promise<Result<void>> {
  for (let at = 0; at < objects.length; at += announceAtOnce) {
    const some = objects.slice(at, at + announceAtOnce);
    const announced = await access.client.deposits.announce({
      commandId: randomUUID(),
      depositId,
      objects: some.map(({ sha256, size, sopInstanceUid, described }) => ({
        sha256: sha256 as Sha256,
        size,
        sopInstanceUid,
        series: described.series,
        instance: { ...described.instance, sha256: sha256 as Sha256, size },
      })),
    });
    if (!announced.ok) return announced;
    const need = new Set<string>(announced.value.need);
    for (const object of some) {
      if (!need.delete(object.sha256)) continue;
      const uploaded = await uploadObject(access, depositId, object);
      if (!uploaded.ok) return uploaded;
    }
  }
  return ok(undefined);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
