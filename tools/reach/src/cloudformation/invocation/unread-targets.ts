import type { Resource } from '../../template/resource.ts';
import { describeValue, firstUnknown, textParts, UnknownValue } from '../../template/value.ts';
import { perhapsOwner } from '../read/read-value.ts';
import { type AttachingValue, valuesAt } from '../types/resource-table.ts';

/** What a type may invoke by properties whose names do not say so. */
interface Targets {
  /** Hold an ARN, or a definition with ARNs in it; `Name.Name`. */
  readonly in?: readonly string[];
  /** Name a file with such a definition, which is in no template. */
  readonly inFile?: readonly string[];
  /** Only where this property says so. */
  readonly where?: readonly [property: string, invoking: RegExp];
}

/** Resource and property types reference of CloudFormation and of SAM, each type's page. */
const TARGETS: Readonly<Record<string, Targets>> = {
  'AWS::ApiGateway::Authorizer': { in: ['AuthorizerUri'] },
  'AWS::ApiGateway::Method': { in: ['Integration.Uri'], where: ['Integration.Type', /^AWS/] },
  'AWS::ApiGateway::RestApi': { in: ['Body'], inFile: ['BodyS3Location'] },
  'AWS::ApiGatewayV2::Api': { in: ['Body', 'Target'], inFile: ['BodyS3Location'] },
  'AWS::ApiGatewayV2::Authorizer': { in: ['AuthorizerUri'] },
  'AWS::ApiGatewayV2::Integration': { in: ['IntegrationUri'], where: ['IntegrationType', /^AWS/] },
  'AWS::CloudFormation::CustomResource': { in: ['ServiceToken'] },
  'AWS::Config::ConfigRule': {
    in: ['Source.SourceIdentifier'],
    where: ['Source.Owner', /^CUSTOM_LAMBDA$/],
  },
  // Without a role it needs a permission of the function's, as SNS always does; that is a door of its own.
  'AWS::Events::Rule': { in: ['Targets.Arn'], where: ['Targets.RoleArn', /./] },
  'AWS::Pipes::Pipe': { in: ['Enrichment', 'Target'] },
  'AWS::SSM::Document': { in: ['Content'] },
  'AWS::SSM::MaintenanceWindowTask': { in: ['TaskArn'], where: ['TaskType', /^LAMBDA$/] },
  'AWS::Scheduler::Schedule': { in: ['Target.Arn'] },
  'AWS::Serverless::Api': { in: ['DefinitionBody'], inFile: ['DefinitionUri'] },
  'AWS::Serverless::HttpApi': { in: ['DefinitionBody'], inFile: ['DefinitionUri'] },
  'AWS::Serverless::StateMachine': {
    in: ['Definition', 'DefinitionSubstitutions'],
    inFile: ['DefinitionUri'],
  },
  'AWS::StepFunctions::StateMachine': {
    in: ['Definition', 'DefinitionString', 'DefinitionSubstitutions'],
    inFile: ['DefinitionS3Location'],
  },
  'AWS::VpcLattice::TargetGroup': { in: ['Targets.Id'], where: ['Type', /^LAMBDA$/] },
};

/** Keys of a definition that hold what it invokes: OpenAPI extensions, Amazon States Language, SSM documents. */
const TARGET_KEY = /^(uri|Resource|FunctionName|authorizerUri)$/;
/** The same before a value in the text of a definition. */
const AFTER_TARGET_KEY = /(uri|Resource|FunctionName|authorizerUri)["']?\s*:\s*["']?$/;

/** Types whose targets may not be known from the templates. */
export function mayHaveUnreadTargets(type: string): boolean {
  return targetsOf(type) !== undefined;
}

/** @returns why a resource may invoke any function: what it invokes is not known, or stands in a file */
export function unreadTarget(resource: Resource): string | undefined {
  const targets = targetsOf(resource.type);
  if (!targets || !isInvoking(resource, targets)) return undefined;
  const file = targets.inFile?.find((property) => resource.get(property) !== undefined);
  if (file) return `what ${resource.id} invokes: it stands in the file that ${file} names`;
  const values = (targets.in ?? []).flatMap((path) => valuesAt(resource, path));
  const unknown = values.flatMap((each) => unknownTarget(each) ?? [])[0];
  return perhapsOwner(unknown, `what ${resource.id} invokes`)?.unknown;
}

function targetsOf(type: string): Targets | undefined {
  return TARGETS[type.startsWith('Custom::') ? 'AWS::CloudFormation::CustomResource' : type];
}

function isInvoking(resource: Resource, { where }: Targets): boolean {
  if (!where) return true;
  const [property, invoking] = where;
  const kinds = valuesAt(resource, property).map(({ value }) => value);
  return kinds.some(
    (kind) => firstUnknown(kind) !== undefined || invoking.test(describeValue(kind)),
  );
}

/** An ARN or a definition that begins with what is not known, or has it where the name of a function stands. */
function unknownTarget({ name, path, value }: AttachingValue): UnknownValue | undefined {
  const parts = textParts(value) ?? [];
  const isWhole = path.endsWith(name) || path.endsWith('Substitutions') || TARGET_KEY.test(name);
  return parts.find((part, index): part is UnknownValue => {
    if (!(part instanceof UnknownValue)) return false;
    const before = parts[index - 1];
    if (before === undefined) return isWhole;
    return typeof before === 'string' && AFTER_TARGET_KEY.test(before);
  });
}
