namespace Bridges.Telegram.State;

/// <summary>TDLib's kinds of chat.</summary>
internal enum ChatType
{
    Private,
    BasicGroup,
    Supergroup,
    Channel,

    /// <summary>End-to-end encrypted on one device; never bridged.</summary>
    Secret,
}
