namespace Bridges.Core.Rooms;

/// <summary>Types of the state that makes a room private, and of that which ends it.</summary>
internal static class RoomStateTypes
{
    public const string JoinRules = "m.room.join_rules";
    public const string GuestAccess = "m.room.guest_access";
    public const string HistoryVisibility = "m.room.history_visibility";
    public const string Tombstone = "m.room.tombstone";
}
