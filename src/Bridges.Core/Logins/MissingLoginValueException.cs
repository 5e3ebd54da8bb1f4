using Bridges.Abstractions;

namespace Bridges.Core;

/// <summary>A step of a login was answered without a value that it needs. Nothing was submitted; the step stays at hand.</summary>
public sealed class MissingLoginValueException(LoginField field) : Exception($"'{field.Name}' is needed.");
