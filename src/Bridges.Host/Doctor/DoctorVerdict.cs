namespace Bridges.Host.Doctor;

/// <summary>How a check came out.</summary>
internal enum DoctorVerdict
{
    Fine,
    Wrong,

    /// <summary>It could not be made, or does not apply.</summary>
    NotChecked,
}
