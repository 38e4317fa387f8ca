/**
 * Properties that attach a resource, or say what it invokes, without the schema of its type saying so: maps of anything,
 * ARNs of any type, and definitions. From each type's page of the "AWS resource and property types reference", and of
 * SAM's.
 *
 * Paths are `Name.Name`, with `*` for every entry of a mapping.
 */
export interface UnlistedProperties {
  /** They may name groups, subnets, load balancers or functions. */
  readonly attaches?: readonly string[];
  /** They hold the ARN or the name of what the resource invokes, or a definition with some in it. */
  readonly invokes?: readonly string[];
  /** They name a file with such a definition, which is in no template. */
  readonly inFile?: readonly string[];
  /** It invokes only where this property says so. */
  readonly where?: readonly [path: string, invoking: RegExp];
}

/** Options of a service, which are names and values. */
const PARAMETERS = { attaches: ['Parameters'] };
const OPTIONS = { attaches: ['OptionSettings.Value'] };
const ANALYTICS_OUTPUT = { invokes: ['Output.LambdaOutput.ResourceARN'] };
const ANALYTICS_INPUT = 'Inputs.InputProcessingConfiguration.InputLambdaProcessor.ResourceARN';

export const UNLISTED_PROPERTIES: ReadonlyMap<string, UnlistedProperties> = new Map(
  Object.entries({
    'AWS::ApiGateway::Authorizer': { invokes: ['AuthorizerUri'] },
    'AWS::ApiGateway::Method': {
      invokes: ['Integration.Uri'],
      where: ['Integration.Type', /^AWS/],
    },
    'AWS::ApiGateway::RestApi': { invokes: ['Body'], inFile: ['BodyS3Location'] },
    'AWS::ApiGatewayV2::Api': { invokes: ['Body', 'Target'], inFile: ['BodyS3Location'] },
    'AWS::ApiGatewayV2::Authorizer': { invokes: ['AuthorizerUri'] },
    'AWS::ApiGatewayV2::Integration': {
      invokes: ['IntegrationUri'],
      where: ['IntegrationType', /^AWS/],
    },
    'AWS::AppConfig::Extension': { invokes: ['Actions.*.Uri'] },
    'AWS::Athena::DataCatalog': { invokes: ['Parameters.*'], where: ['Type', /^LAMBDA$/] },
    'AWS::Bedrock::Flow': {
      invokes: ['DefinitionString', 'DefinitionSubstitutions.*'],
      inFile: ['DefinitionS3Location'],
    },
    'AWS::CloudFormation::CustomResource': { invokes: ['ServiceToken'] },
    'AWS::CloudFormation::Stack': PARAMETERS,
    'AWS::CloudFormation::StackSet': { attaches: ['Parameters.ParameterValue'] },
    'AWS::CloudFront::VpcOrigin': { attaches: ['VpcOriginEndpointConfig.Arn'] },
    'AWS::CodePipeline::Pipeline': {
      invokes: ['Stages.Actions.Configuration.FunctionName'],
      where: ['Stages.Actions.ActionTypeId.Provider', /^Lambda$/],
    },
    'AWS::Config::ConfigRule': {
      invokes: ['Source.SourceIdentifier'],
      where: ['Source.Owner', /^CUSTOM_LAMBDA$/],
    },
    'AWS::ElasticBeanstalk::ConfigurationTemplate': OPTIONS,
    'AWS::ElasticBeanstalk::Environment': OPTIONS,
    // Without a role it needs a permission of the function's, as SNS always does; that is a door of its own.
    'AWS::Events::Rule': { invokes: ['Targets.Arn'], where: ['Targets.RoleArn', /./] },
    'AWS::KinesisAnalytics::Application': { invokes: [ANALYTICS_INPUT] },
    'AWS::KinesisAnalytics::ApplicationOutput': ANALYTICS_OUTPUT,
    'AWS::KinesisAnalyticsV2::Application': {
      invokes: [`ApplicationConfiguration.SqlApplicationConfiguration.${ANALYTICS_INPUT}`],
    },
    'AWS::KinesisAnalyticsV2::ApplicationOutput': ANALYTICS_OUTPUT,
    'AWS::KinesisFirehose::DeliveryStream': {
      invokes: ['*.ProcessingConfiguration.Processors.Parameters.ParameterValue'],
      where: ['*.ProcessingConfiguration.Processors.Type', /^Lambda$/],
    },
    // The subnets and groups of its pollers, as `subnet:…` and `security_group:…`.
    'AWS::Lambda::EventSourceMapping': { attaches: ['SourceAccessConfigurations.URI'] },
    'AWS::Pipes::Pipe': { invokes: ['Enrichment', 'Target'] },
    'AWS::SSM::Document': { attaches: ['Content'], invokes: ['Content'] },
    'AWS::SSM::MaintenanceWindowTask': {
      attaches: ['TaskArn'],
      invokes: ['TaskArn'],
      where: ['TaskType', /^LAMBDA$/],
    },
    'AWS::SageMaker::Pipeline': {
      invokes: ['PipelineDefinition.PipelineDefinitionBody'],
      inFile: ['PipelineDefinition.PipelineDefinitionS3Location'],
    },
    // A universal target has the name of the function in its input.
    'AWS::Scheduler::Schedule': { invokes: ['Target.Arn', 'Target.Input'] },
    'AWS::Serverless::Api': { invokes: ['DefinitionBody'], inFile: ['DefinitionUri'] },
    'AWS::Serverless::Application': PARAMETERS,
    'AWS::Serverless::HttpApi': { invokes: ['DefinitionBody'], inFile: ['DefinitionUri'] },
    'AWS::Serverless::StateMachine': {
      invokes: ['Definition', 'DefinitionSubstitutions.*'],
      inFile: ['DefinitionUri'],
    },
    'AWS::ServiceCatalog::CloudFormationProvisionedProduct': {
      attaches: ['ProvisioningParameters.Value'],
    },
    'AWS::StepFunctions::StateMachine': {
      attaches: ['Definition', 'DefinitionString', 'DefinitionSubstitutions'],
      invokes: ['Definition', 'DefinitionString', 'DefinitionSubstitutions.*'],
      inFile: ['DefinitionS3Location'],
    },
    'AWS::Transfer::Workflow': {
      invokes: ['Steps.CustomStepDetails.Target', 'OnExceptionSteps.CustomStepDetails.Target'],
    },
    'AWS::VpcLattice::TargetGroup': {
      attaches: ['Targets.Id'],
      invokes: ['Targets.Id'],
      where: ['Type', /^LAMBDA$/],
    },
  } satisfies Record<string, UnlistedProperties>),
);
