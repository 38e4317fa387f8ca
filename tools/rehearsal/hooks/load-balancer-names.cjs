/**
 * Loaded into every function (NODE_OPTIONS=--require): a socket to a load balancer's name goes to the emulator, over TLS
 * to what ends it (src/emulator/tls-front.ts). Such names resolve nowhere here: those of `elb.amazonaws.com`, and the one
 * that the function is told. The request itself is untouched: the emulator goes by its Host header.
 */
const { Socket } = require('node:net');
const { TLSSocket } = require('node:tls');

const connect = Socket.prototype.connect;

const { GATEWAY_PORT, TLS_FRONT_PORT, PROTECTED_API_URL = '' } = process.env;
const told = URL.canParse(PROTECTED_API_URL) ? new URL(PROTECTED_API_URL).hostname : undefined;

/** @param {unknown} options @param {Socket} socket */
function redirect(options, socket) {
  if (typeof options !== 'object' || options === null || !('host' in options)) return options;
  const host = String(options.host);
  if (host !== told && !host.endsWith('.elb.amazonaws.com')) return options;
  const port = Number(socket instanceof TLSSocket ? TLS_FRONT_PORT : GATEWAY_PORT);
  return { ...options, host: '127.0.0.1', port };
}

/** @param {[unknown, ...unknown[]]} args (options, callback), or both in one array as `net.connect` hands them on */
Socket.prototype.connect = function (...args) {
  const [first] = args;
  if (Array.isArray(first)) first[0] = redirect(first[0], this);
  else args[0] = redirect(first, this);
  return Reflect.apply(connect, this, args);
};
