package dev.sekisho.extrusion.analysis;

import dev.sekisho.extrusion.activity.ActivitySettings;
import dev.sekisho.extrusion.application.ApplicationCatalogue;
import dev.sekisho.extrusion.model.AlarmBudget;
import dev.sekisho.extrusion.model.Model;
import dev.sekisho.extrusion.policy.Policy;

/**
 * What an analysis judges by.
 *
 * @param model what ordinary traffic and command and control look like
 * @param activity how much is kept, and which networks are the organisation's own
 * @param budget how many false alarms are bearable
 * @param applications what is known of applications
 * @param policy which of them are allowed, and which alerts are not to be shown
 */
public record AnalysisSettings(
        Model model, ActivitySettings activity, AlarmBudget budget, ApplicationCatalogue applications, Policy policy) {}
