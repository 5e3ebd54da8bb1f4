namespace Bridges.Core.Rooms;

/// <summary>Types of the state that makes a room private, that puts it into a space, and that ends it.</summary>
internal static class RoomStateTypes
{
    public const string JoinRules = "m.room.join_rules";
    public const string GuestAccess = "m.room.guest_access";
    public const string HistoryVisibility = "m.room.history_visibility";
    public const string SpaceChild = "m.space.child";
    public const string SpaceParent = "m.space.parent";
    public const string Tombstone = "m.room.tombstone";
}
