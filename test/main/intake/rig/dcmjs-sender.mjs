/** dcmjs-dimse as a sender, as its readme shows one: `node dcmjs-sender.mjs HOST PORT FILE…` prints the statuses as JSON. */
import dimse from 'dcmjs-dimse';

const { Client } = dimse;
const { CEchoRequest, CStoreRequest } = dimse.requests;
const [host, port, ...files] = process.argv.slice(2);
const statuses = [];
const client = new Client();
const requests = [new CEchoRequest(), ...files.map((file) => new CStoreRequest(file))];
for (const request of requests) {
  request.on('response', (response) => statuses.push(response.getStatus()));
  client.addRequest(request);
}
client.on('networkError', (error) => {
  console.error(String(error));
  process.exitCode = 1;
});
client.on('closed', () => console.log(JSON.stringify(statuses)));
client.send(host, Number(port), 'DCMJS', 'YUANZHEN');
