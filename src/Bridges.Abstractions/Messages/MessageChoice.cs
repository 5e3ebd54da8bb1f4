namespace Bridges.Abstractions;

/// <summary>
/// A button under a message. The host shows them as numbered lines; a reader presses one by answering the message with its
/// number (see <see cref="IPressesChoices"/>).
/// </summary>
/// <param name="Id">As <see cref="IPressesChoices.PressAsync"/> takes it.</param>
/// <param name="Url">Where it leads; such a button is a link and is not pressed.</param>
public sealed record MessageChoice(string Id, string Label, string? Url = null);
