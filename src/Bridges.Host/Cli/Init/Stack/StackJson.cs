using System.Text.Json.Serialization;

namespace Bridges.Host.Cli;

/// <summary>Writes texts into configuration files.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class StackJson : JsonSerializerContext;
