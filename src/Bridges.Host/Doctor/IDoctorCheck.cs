namespace Bridges.Host.Doctor;

/// <summary>Looks at one thing. Every wait in it is bounded, and it changes nothing but what it says.</summary>
internal interface IDoctorCheck
{
    Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken);
}
