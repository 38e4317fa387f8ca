import { at, isRecord, type Template } from './template.ts';

/** Stands for `{Ref: AWS::NoValue}` until the property or list entry that holds it is left out. */
const noValue = Symbol('AWS::NoValue');

/**
 * The template as CloudFormation would carry it out with these parameter values: resources and outputs whose condition
 * is false are gone, `Fn::If` and references to parameters are replaced. The given template stays as it is.
 * @throws {Error} for a parameter without a value, a value that is not allowed, or a condition it cannot read
 */
export function resolveTemplate(template: Template, values: Record<string, string>): Template {
  checkValues(template, values);
  const holds = (name: string) => evaluateCondition(template, values, { Condition: name });
  const living = <Entry extends { Condition?: string }>(entries: Record<string, Entry>) =>
    Object.entries(entries).filter(([, { Condition }]) => !Condition || holds(Condition));

  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve).filter((entry) => entry !== noValue);
    if (!isRecord(value)) return value;
    const choice = value['Fn::If'];
    if (Array.isArray(choice)) return resolve(holds(String(choice[0])) ? choice[1] : choice[2]);
    if (value['Ref'] === 'AWS::NoValue') return noValue;
    if (typeof value['Ref'] === 'string') return values[value['Ref']] ?? value;
    return resolveEach(value);
  };
  const resolveEach = (map: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(map)
        .map(([key, value]) => [key, resolve(value)] as const)
        .filter(([, value]) => value !== noValue),
    );
  return {
    Resources: Object.fromEntries(
      living(template.Resources).map(([id, resource]) => [
        id,
        { ...resource, Properties: resolveEach(resource.Properties ?? {}) },
      ]),
    ),
    Outputs: Object.fromEntries(
      living(template.Outputs).map(([key, output]) => [
        key,
        { ...output, Value: resolve(output.Value) },
      ]),
    ),
  };
}

function checkValues({ Parameters = {} }: Template, values: Record<string, string>) {
  for (const [name, { AllowedValues }] of Object.entries(Parameters)) {
    const value = values[name];
    if (value === undefined) throw new Error(`parameter ${name} has no value`);
    if (AllowedValues?.includes(value) === false) {
      throw new Error(`parameter ${name}: ${value} is none of ${AllowedValues.join(', ')}`);
    }
  }
}

function evaluateCondition(
  template: Template,
  values: Record<string, string>,
  condition: unknown,
): boolean {
  const evaluate = (inner: unknown) => evaluateCondition(template, values, inner);
  const name = at(condition, 'Condition');
  if (typeof name === 'string' && template.Conditions?.[name]) {
    return evaluate(template.Conditions[name]);
  }
  const operand = (value: unknown) => {
    const parameter = at(value, 'Ref');
    return typeof parameter === 'string' ? values[parameter] : value;
  };
  const [operator, operands] = isRecord(condition) ? (Object.entries(condition)[0] ?? []) : [];
  if (Array.isArray(operands)) {
    if (operator === 'Fn::Equals') return operand(operands[0]) === operand(operands[1]);
    if (operator === 'Fn::Not') return !evaluate(operands[0]);
    if (operator === 'Fn::And') return operands.every(evaluate);
    if (operator === 'Fn::Or') return operands.some(evaluate);
  }
  throw new Error(`cannot read condition ${JSON.stringify(condition)}`);
}
