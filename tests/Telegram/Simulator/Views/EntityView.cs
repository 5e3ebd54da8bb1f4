using Bridges.Telegram.Simulator.Schema;
using Bridges.Telegram.Simulator.World;

namespace Bridges.Telegram.Simulator.Views;

/// <summary>Text formatting to and from the wire.</summary>
internal static class EntityView
{
    private const string Prefix = "messageEntity";

    /// <summary>Null for none, which leaves the optional field out.</summary>
    public static TlObject[]? Render(IReadOnlyList<TextEntity> entities) => entities.Count == 0 ? null : [.. entities.Select(Render)];

    public static IReadOnlyList<TextEntity> Read(IReadOnlyList<TlObject> entities, PeopleDirectory people, Person? self = null) =>
        [.. entities.Select(entity => Read(entity, people, self))];

    private static TlObject Render(TextEntity entity)
    {
        var rendered = new TlObject(Prefix + entity.Kind) { ["offset"] = entity.Offset, ["length"] = entity.Length };
        switch (entity.Kind)
        {
            case EntityKind.Pre: rendered["language"] = entity.Language; break;
            case EntityKind.TextUrl: rendered["url"] = entity.Url; break;
            case EntityKind.MentionName: rendered["user_id"] = entity.Person!.Id; break;
            case EntityKind.CustomEmoji: rendered["document_id"] = entity.CustomEmojiId; break;
            case EntityKind.Blockquote: rendered["collapsed"] = entity.IsCollapsed; break;
        }

        return rendered;
    }

    private static TextEntity Read(TlObject entity, PeopleDirectory people, Person? self)
    {
        var isInput = entity.Name == "inputMessageEntityMentionName";
        var kind = isInput ? EntityKind.MentionName : Enum.Parse<EntityKind>(entity.Name[Prefix.Length..]);
        var userId = isInput ? entity.Object("user_id").Long("user_id") : entity.Long("user_id");
        return new TextEntity(kind, entity.Int("offset"), entity.Int("length"))
        {
            Url = entity.Text("url"),
            Language = entity.Text("language"),
            CustomEmojiId = entity.Long("document_id"),
            IsCollapsed = entity.Flag("collapsed"),
            Person = kind != EntityKind.MentionName ? null : isInput && entity.Object("user_id").Name == "inputUserSelf" ? self : people.Find(userId),
        };
    }
}
