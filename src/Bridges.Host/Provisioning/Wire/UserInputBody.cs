namespace Bridges.Host.Provisioning;

/// <summary>What a step asks for.</summary>
internal sealed record UserInputBody(IReadOnlyList<FieldBody> Fields);
