namespace Bridges.Host.Doctor;

/// <summary>The registration documents beside the configuration still agree with it.</summary>
internal sealed class RegistrationFileCheck : IDoctorCheck
{
    public Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DoctorFinding>>(
        [
            .. new[] { ConfiguredRegistrations.MainFile, ConfiguredRegistrations.CompanionFile }
                .Where(name => name == ConfiguredRegistrations.MainFile || patient.Configuration.DoublePuppet.Enabled)
                .Select(name => Check(patient, Path.Combine(patient.RegistrationDirectory, name))),
        ]);

    private static DoctorFinding Check(Patient patient, string file)
    {
        var subject = $"registration {Path.GetFileName(file)}";
        if (!File.Exists(file))
        {
            return DoctorFinding.NotChecked(subject, $"{file} is not there; 'bridges registration --check FILE' compares a copy elsewhere");
        }

        try
        {
            var differences = RegistrationComparison.Differences(patient.Configuration, File.ReadAllText(file));
            return differences.Count == 0
                ? DoctorFinding.Fine($"{subject} agrees with the configuration")
                : DoctorFinding.Wrong(subject, $"It differs from the configuration: {string.Join("; ", differences)}.", "Run 'bridges registration', give the homeserver the documents again and restart it.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return DoctorFinding.Wrong(subject, $"It cannot be read: {exception.Message}", "Run 'bridges registration' to make it anew.");
        }
    }
}
