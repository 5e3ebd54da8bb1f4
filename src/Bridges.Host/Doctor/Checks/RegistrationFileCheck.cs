namespace Bridges.Host.Doctor;

/// <summary>The registration documents beside the configuration still agree with it.</summary>
internal sealed class RegistrationFileCheck : IDoctorCheck
{
    private const string Mend = "Run 'bridges registration', give the homeserver the documents again and restart it.";

    public Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        var documents = RegistrationOnDisk.ReadAll(patient.File);
        // Who keeps them elsewhere has neither here.
        var areKeptHere = documents.Any(document => document.Exists);
        return Task.FromResult<IReadOnlyList<DoctorFinding>>([.. documents.Select(document => Judge(document, areKeptHere))]);
    }

    private static DoctorFinding Judge(RegistrationOnDisk document, bool areKeptHere)
    {
        var subject = $"registration {Path.GetFileName(document.File)}";
        return document switch
        {
            { Problem: { } problem } => DoctorFinding.Wrong(subject, $"It does not agree with the configuration: {problem.TrimEnd('.')}.", Mend) with { Cause = DoctorCause.RegistrationOnDisk },
            { Exists: true } => DoctorFinding.Fine($"{subject} agrees with the configuration"),
            _ when areKeptHere => DoctorFinding.Wrong(subject, $"{document.File} is missing, but the other registration is there.", Mend),
            _ => DoctorFinding.NotChecked(subject, $"{document.File} is not there; 'bridges registration --check FILE' compares a copy elsewhere"),
        };
    }
}
