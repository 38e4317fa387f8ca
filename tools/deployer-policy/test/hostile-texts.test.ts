import { HOSTILE_TEXTS, refuseActing } from '../../command-line/test/support/hostile-texts.ts';
import { formatJson, formatText } from '../src/format-policy.ts';
import type { DeployPolicy } from '../src/make-policy.ts';

const PLACE = { partition: 'aws', region: 'eu-central-1', account: '111122223333' };

it.each(HOSTILE_TEXTS)('%s in a template acts in no policy that is shown', (_, text) => {
  const Statement = [
    {
      Sid: text,
      Effect: 'Allow' as const,
      Action: [text],
      Resource: [text],
      Condition: { StringEquals: { 'aws:ResourceTag/x': [text] } },
    },
  ];
  const document = { Version: '2012-10-17', Statement } as const;
  const policy: DeployPolicy = {
    policies: [document],
    boundary: document,
    needed: { actions: [], leftOut: [text] },
  };
  refuseActing(formatText(policy, PLACE));
  expect(formatText(policy, PLACE).split('\n')).toHaveLength(10);
  const json = formatJson(policy, PLACE);
  refuseActing(json);
  expect(JSON.parse(json).policies[0].Statement[0].Sid).toBe(text);
});
