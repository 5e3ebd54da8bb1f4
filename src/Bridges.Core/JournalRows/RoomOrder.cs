namespace Bridges.Core.JournalRows;

/// <summary>What is to be done with a chat's room.</summary>
internal enum RoomOrder
{
    None,

    /// <summary>Make it where there is none, and bring its owner in even if they had left; few at a time.</summary>
    Open,

    /// <summary>Make it where there is none, and bring its owner in unless they left it.</summary>
    BringOwner,
}
