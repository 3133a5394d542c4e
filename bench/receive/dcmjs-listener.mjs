/** A dcmjs-dimse listener as its readme shows one, storing what it gets: `node dcmjs-listener.mjs PORT FOLDER`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import dimse from 'dcmjs-dimse';

const { Server, Scp } = dimse;
const { CStoreResponse } = dimse.responses;
const { PresentationContextResult, Status, TransferSyntax } = dimse.constants;
const [port, folder] = process.argv.slice(2);
let count = 0;

class StoringScp extends Scp {
  associationRequested(association) {
    for (const { context } of association.getPresentationContexts()) {
      context.setResult(PresentationContextResult.Accept, TransferSyntax.ExplicitVRLittleEndian);
    }
    this.sendAssociationAccept();
  }

  cStoreRequest(request, callback) {
    count += 1;
    writeFileSync(join(folder, `${count}.dcm`), request.getDataset().getDenaturalizedDataset());
    const response = CStoreResponse.fromRequest(request);
    response.setStatus(Status.Success);
    callback(response);
  }

  associationReleaseRequested() {
    this.sendAssociationReleaseResponse();
  }
}

new Server(StoringScp).listen(Number(port));
