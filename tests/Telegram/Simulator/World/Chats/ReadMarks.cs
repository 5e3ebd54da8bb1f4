namespace Bridges.Telegram.Simulator.World;

/// <summary>How far one person has read a chat, and how far others have read that person's messages there.</summary>
internal sealed class ReadMarks
{
    public int Inbox { get; set; }

    public int Outbox { get; set; }
}
