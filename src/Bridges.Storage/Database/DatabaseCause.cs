namespace Bridges.Storage;

/// <summary>What lies behind a <see cref="DatabaseDiagnosis"/>, where it means something to who asked.</summary>
public enum DatabaseCause
{
    /// <summary>What the diagnosis itself says, and nothing more.</summary>
    Own,

    /// <summary>A host has the database open; no fault.</summary>
    InUse,

    /// <summary>Its files belong to another user: the mend gives them to the one who is called USER in it.</summary>
    OfAnotherUser,
}
