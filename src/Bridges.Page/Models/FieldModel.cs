namespace Bridges.Page.Models;

/// <summary>A value that a step asks for.</summary>
/// <param name="Type">As an HTML input has it.</param>
/// <param name="IsWrong">What was entered was not taken; the login says why.</param>
public sealed record FieldModel(string Id, string Name, string Type, string Autocomplete, bool IsOptional, string? Default, bool IsWrong, IReadOnlyList<(string Value, string Name)> Choices);
