/**
 * Loaded into every function (NODE_OPTIONS=--require): a socket to a load balancer's name goes to the emulator. Names
 * of `elb.amazonaws.com` resolve nowhere here. The request itself is untouched: the emulator goes by its Host header.
 */
const { Socket } = require('node:net');

const connect = Socket.prototype.connect;

/** @param {unknown} options */
function redirect(options) {
  const isLoadBalancer =
    typeof options === 'object' &&
    options !== null &&
    'host' in options &&
    /\.elb\.amazonaws\.com$/.test(String(options.host));
  return isLoadBalancer
    ? { ...options, host: '127.0.0.1', port: Number(process.env.GATEWAY_PORT) }
    : options;
}

/** @param {[unknown, ...unknown[]]} args (options, callback), or both in one array as `net.connect` hands them on */
Socket.prototype.connect = function (...args) {
  const [first] = args;
  if (Array.isArray(first)) first[0] = redirect(first[0]);
  else args[0] = redirect(first);
  return Reflect.apply(connect, this, args);
};
