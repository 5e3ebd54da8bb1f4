namespace Bridges.Host.Doctor;

/// <summary>What lies behind something that is wrong, where others may follow from the same.</summary>
internal enum DoctorCause
{
    /// <summary>Nothing that others follow from.</summary>
    Own,

    /// <summary>Files that belong to another user, such as those of a bridge that was first tried as root; see <see cref="DoctorFinding.OwnerCommand"/>.</summary>
    OfAnotherUser,

    /// <summary>A network's own trouble, which is watched all the time beside the doctor.</summary>
    Network,

    /// <summary>Messages that were given up, which are counted all the time beside the doctor.</summary>
    GivenUpMessages,

    /// <summary>The homeserver is another than the configured one.</summary>
    OtherHomeserver,

    /// <summary>A registration document that does not agree with the configuration.</summary>
    RegistrationOnDisk,

    /// <summary>The registration that the homeserver has loaded.</summary>
    RegistrationLoaded,

    /// <summary>A registration that the homeserver does not know at all.</summary>
    RegistrationNotLoaded,

    /// <summary>Another registration than ours that claims our users.</summary>
    RegistrationOverlaps,
}
