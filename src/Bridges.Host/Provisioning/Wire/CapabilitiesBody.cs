using System.Text.Json.Serialization;
using Bridges.Core;

namespace Bridges.Host.Provisioning;

/// <summary>What a client can ask for beside logging in.</summary>
internal sealed record CapabilitiesBody(CapabilitiesBody.Resolving ResolveIdentifier, IReadOnlyDictionary<string, CapabilitiesBody.GroupType> GroupCreation, bool? ImagePackImport)
{
    /// <summary>The one kind of group.</summary>
    public const string Group = "group";

    public const int LongestName = 255;
    public const int MostParticipants = 200;

    public static CapabilitiesBody Of(PeopleAbilities abilities) => new(
        new Resolving(abilities.StartsChats, abilities.StartsChats, LookupEmail: false, abilities.StartsChats, AnyPhone: false, abilities.StartsChats, abilities.StartsChats),
        abilities.CreatesGroups
            ? new Dictionary<string, GroupType> { [Group] = new("a group", new Field(Allowed: true) { Required = true, MinLength = 1, MaxLength = LongestName }, new Field(Allowed: true) { Required = true, MinLength = 1, MaxLength = MostParticipants }) }
            : [],
        abilities.ImportsStickers ? true : null);

    internal sealed record Resolving([property: JsonPropertyName("create_dm")] bool CreateDm, bool LookupPhone, bool LookupEmail, bool LookupUsername, bool AnyPhone, bool ContactList, bool Search);

    /// <summary>What a group may be given when it is made. The other fields are bridgev2's too, and none of them is asked for.</summary>
    internal sealed record GroupType(string TypeDescription, Field Name, Field Participants)
    {
        public Field Username { get; } = new(Allowed: false);

        public Field Avatar { get; } = new(Allowed: false);

        public Field Topic { get; } = new(Allowed: false);

        public Field Disappear { get; } = new(Allowed: false);

        public Field Parent { get; } = new(Allowed: false);
    }

    /// <summary>One field; lengths are left out where there are none.</summary>
    internal sealed record Field(bool Allowed)
    {
        public bool? Required { get; init; }

        public int? MinLength { get; init; }

        public int? MaxLength { get; init; }
    }
}
