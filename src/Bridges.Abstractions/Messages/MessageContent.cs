using System.Text.Json.Serialization;

namespace Bridges.Abstractions;

/// <summary>What a message says, in neutral form.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TextContent), "text")]
[JsonDerivedType(typeof(UnsupportedContent), "unsupported")]
public abstract record MessageContent;
