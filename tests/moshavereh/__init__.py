"""آزمون مشاوره - members and rahyars who speak with each other.   Product: handlers/moshavereh/ domain/moshavereh/"""
