// Calls the host with @grpc/grpc-js: client.js SOCKET PROTO AUTHORITY..., where '-' leaves the authority to the client.
// Prints 'ok AUTHORITY CASE' for each case and exits with 1 when one went wrong.
'use strict';

const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const [socket, proto, ...authorities] = process.argv.slice(2);
const MESSAGE = 'größe 卷 100%\n💾';
const csi = grpc.loadPackageDefinition(loader.loadSync(proto, { keepCase: true })).csi.v1;
let failed = false;

function check(authority, name, good, seen) {
  failed = failed || !good;
  console.log(good ? 'ok' : 'NOT OK', authority, name, good ? '' : JSON.stringify(seen));
}

function call(client, method, request, milliseconds = 20000) {
  return new Promise((resolve) => {
    client[method](request, { deadline: Date.now() + milliseconds }, (error, reply) =>
      resolve(error ? { code: error.code, details: error.details } : { code: 0, reply }));
  });
}

async function run(authority) {
  const options = authority === '-' ? {} : { 'grpc.default_authority': authority };
  const client = (service) => new service('unix://' + socket, grpc.credentials.createInsecure(), options);
  const identity = client(csi.Identity);

  let seen = await call(identity, 'Probe', {});
  check(authority, 'probe', seen.reply?.ready?.value === true, seen);
  seen = await call(identity, 'GetPluginInfo', {});
  check(authority, 'error', seen.code === grpc.status.NOT_FOUND && seen.details === MESSAGE, seen);
  seen = await call(client(csi.Node), 'NodeGetInfo', {});
  check(authority, 'unknown method', seen.code === grpc.status.UNIMPLEMENTED, seen);
  seen = await call(identity, 'GetPluginCapabilities', {}, 200);
  check(authority, 'deadline', seen.code === grpc.status.DEADLINE_EXCEEDED, seen);
  const token = 't'.repeat(3000000);
  seen = await call(client(csi.Controller), 'ListVolumes', { starting_token: token });
  check(authority, 'large messages', seen.reply?.next_token === token, seen.code);
}

(async () => {
  for (const authority of authorities) await run(authority);
  process.exit(failed ? 1 : 0);
})();
