namespace Bridges.Page.Models;

/// <summary>A value that a step asks for.</summary>
/// <param name="Type">As an HTML input has it.</param>
public sealed record FieldModel(string Id, string Name, string Type, string Autocomplete, bool IsOptional, string? Default, IReadOnlyList<(string Value, string Name)> Choices);
