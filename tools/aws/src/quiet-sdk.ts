// Imported for this alone, before the SDK: a line about the Node version, once a process, that no user of a tool can do
// anything about.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
