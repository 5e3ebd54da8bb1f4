using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Control.Http;

/// <summary>Formatting in a request; offsets and lengths in UTF-16 units.</summary>
internal sealed record EntityRequest(
    EntityKind Kind,
    int Offset,
    int Length,
    string Url = "",
    string Language = "",
    string? Person = null,
    long CustomEmojiId = 0)
{
    public static IReadOnlyList<TextEntity> Read(SimulatedTelegram telegram, IReadOnlyList<EntityRequest>? entities) =>
        [.. (entities ?? []).Select(entity => entity.Read(telegram))];

    private TextEntity Read(SimulatedTelegram telegram) => new(Kind, Offset, Length)
    {
        Url = Url,
        Language = Language,
        CustomEmojiId = CustomEmojiId,
        Person = Person is null ? null : Naming.Person(telegram, Person),
    };
}
