namespace Bridges.Page.Models;

/// <summary>A part of the program.</summary>
/// <param name="Licence">Empty where it is not known.</param>
public sealed record PartModel(string Part, string Version, string Licence);
