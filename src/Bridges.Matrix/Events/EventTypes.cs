namespace Bridges.Matrix;

/// <summary>Types of events.</summary>
public static class EventTypes
{
    public const string Message = "m.room.message";
    public const string Sticker = "m.sticker";
    public const string Redaction = "m.room.redaction";
    public const string Encrypted = "m.room.encrypted";
    public const string Member = "m.room.member";
    public const string Name = "m.room.name";
    public const string Topic = "m.room.topic";
    public const string Avatar = "m.room.avatar";
    public const string PowerLevels = "m.room.power_levels";
    public const string Create = "m.room.create";
    public const string CallInvite = "m.call.invite";
    public const string Typing = "m.typing";
    public const string Receipt = "m.receipt";

    /// <summary>Whether it is state that shows what a room looks like: its name, topic or picture.</summary>
    public static bool IsLook(string type) => type is Name or Topic or Avatar;
}
