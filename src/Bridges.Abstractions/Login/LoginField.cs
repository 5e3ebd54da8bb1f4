namespace Bridges.Abstractions;

/// <summary>A value asked for in a login.</summary>
/// <param name="Id">Key in the submitted values.</param>
/// <param name="IsSecret">Take the message that carried it out of the room once it is read.</param>
public sealed record LoginField(string Id, string Name, LoginFieldKind Kind, bool IsSecret = false)
{
    /// <summary>May be left out: it is then missing in the submitted values.</summary>
    public bool IsOptional { get; init; }

    /// <summary>What is submitted where the user leaves it out; null: nothing.</summary>
    public string? Default { get; init; }

    /// <summary>For <see cref="LoginFieldKind.Choice"/>: what may be chosen, one of which is submitted.</summary>
    public IReadOnlyList<LoginChoice> Choices { get; init; } = [];
}
