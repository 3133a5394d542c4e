/** Modality Performed Procedure Step as a service class provider (PS3.4 annex F.7): N-CREATE and N-SET. */
import { readDataSet } from '#shared/formats/dicom/read-data-set.ts';
import { encodingOf } from '#shared/formats/dicom/transfer-syntaxes.ts';
import type { DimseRequest, DimseResponse, ServiceClassProvider } from '../dicom/class-provider.ts';
import { commandFields } from '../dicom/command-set.ts';
import { createStep, procedureStepClass, setStep, type TakeStepDeps } from './take-step.ts';

export function createStepProvider(deps: TakeStepDeps): ServiceClassProvider {
  return {
    sopClasses: [procedureStepClass],
    commandFields: [commandFields.create, commandFields.set],
    perform: async function* (request) {
      yield await perform(deps, request);
    },
  };
}

async function perform(deps: TakeStepDeps, request: DimseRequest): Promise<DimseResponse> {
  const { command, association } = request;
  if (request.dataSet === null) return { status: 0x0120, comment: 'No attributes' };
  const walk = readDataSet(request.dataSet, 0, encodingOf(request.transferSyntax));
  if (walk.stop !== null) return { status: 0x0110, comment: `Attributes ${walk.stop.kind}` };
  return command.field === commandFields.create
    ? createStep(deps, command.affectedInstance, walk.dataSet, association.callingAet)
    : setStep(deps, command.requestedInstance, walk.dataSet);
}
