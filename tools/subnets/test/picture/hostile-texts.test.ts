import { HOSTILE_TEXTS, refuseActing } from '../../../command-line/test/support/hostile-texts.ts';
import { toBlock } from '../../src/blocks/block.ts';
import { drawPlan } from '../../src/commands/plan-output.ts';
import { drawInventory } from '../../src/picture/inventory.ts';
import { drawSvg } from '../../src/picture/svg.ts';

const block = toBlock('10.0.0.0/24');

describe.each(HOSTILE_TEXTS)('%s in the account', (_, text) => {
  it('stays in its cell or line of what stands in a VPC', () => {
    const shown = drawInventory({
      id: 'vpc-1',
      ranges: [block],
      subnets: [{ id: 'subnet-1', name: text, zone: text, block, freeAddresses: 200 }],
      gateways: [text],
      endpoints: [text],
      elasticIps: 0,
    });
    refuseActing(shown);
    expect(shown.split('\n')).toHaveLength(6);
  });

  it('stays in its cell or line of a plan', () => {
    const placement = {
      tier: 'public',
      az: 'A',
      row: 0,
      state: 'subnet',
      block,
      reason: text,
    } as const;
    const shown = drawPlan({
      placements: [placement],
      warnings: [{ code: 'AZ_MISSING', message: text }],
    });
    refuseActing(shown);
    expect(shown.split('\n')).toHaveLength(4);
  });

  it('is text of a picture', () => {
    const svg = drawSvg([block], [{ kind: 'used', block, label: text }]);
    refuseActing(svg);
    expect(svg.match(/<\w+/g)).toEqual(
      drawSvg([block], [{ kind: 'used', block, label: 'x'.repeat(text.length) }]).match(/<\w+/g),
    );
    expect(svg).not.toMatch(/<(img|script|a)\b/);
  });
});
