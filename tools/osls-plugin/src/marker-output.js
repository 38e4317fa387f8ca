import { MARKER_OUTPUT, markerOf } from './ownership.js';

/**
 * Writes whose stack it is into the template, as an output (ownership.js reads it).
 * @param {import('./osls.js').Serverless} serverless
 * @param {import('./ownership.js').Owner} owner
 */
export function addMarkerOutput({ service }, owner) {
  const template = service.provider.compiledCloudFormationTemplate;
  if (!template) return;
  template.Outputs = {
    ...template.Outputs,
    [MARKER_OUTPUT]: {
      Description: 'Whose stack this is; npm run deploy and npm run remove touch no other',
      Value: markerOf(owner),
      Export: { Name: { 'Fn::Sub': `\${AWS::StackName}-${MARKER_OUTPUT}` } },
    },
  };
}
